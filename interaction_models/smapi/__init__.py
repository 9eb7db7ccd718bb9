"""Amazon's Skill Management API, as far as interaction models need it: upload, roll back, profile, evaluate.

problems      what can go wrong, as a tree, with the exit code of each.
addresses     where the service and Login with Amazon are.
credentials   the refresh token: from the environment or a file that only its owner may read.
tokens        access tokens, and how one is renewed.
transport     HTTP with time limits and retries.
service       the calls of the API.
found         the service's errors as findings: rule id, JSON pointer.
models        models as they are sent, compared and summed up.
journal       what was under way, so that a second run goes on; backups.
plan          what an upload would do, from what is there.
upload        doing it: send, poll, verify.
progress      told live at a terminal, in lines elsewhere.
authorising   getting a refresh token by a browser.
nlu           a table of utterances, evaluated by Amazon.
connecting    from the environment to a service; from problems to exit codes.
..._command   upload, rollback, login, profile.
"""
