"""What holds for all tests."""

from hypothesis import settings

# A busy machine is no failure: nothing in a test is timed, not even an example of Hypothesis.
settings.register_profile("patient", deadline=None, print_blob=True)
settings.load_profile("patient")
