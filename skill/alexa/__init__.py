"""The Alexa channel: a signed HTTPS request in, one `Assistant.take`, a response out.

The only room that knows ask-sdk and its Flask adapter. It knows nothing of shops, storage, wording or grammar.
`channel.register` is the way in.
"""

from skill.alexa import compat as compat  # first, so that every module here finds ask-sdk importable
