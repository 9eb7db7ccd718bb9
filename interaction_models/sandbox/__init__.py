"""A stand-in for Amazon's skill management and Login with Amazon, over HTTP on this machine. No account, no network.

Written from Amazon's published API description and what is known of the service; it is stricter where the description
is silent, and it is not Amazon: a model that builds here can still be refused there.

world       what the stand-in holds: skills, models, builds, tokens, requests seen.
faults      what goes wrong on purpose, told by a file or over HTTP.
checks      what the service refuses in a model: at once (400), or while building.
matching    which intent an utterance is, by the samples alone.
authorise   Login with Amazon: the consent page, and the tokens.
models      interaction models and the status of their builds.
nlu         one utterance profiled, annotation sets, evaluations.
admin       /sandbox/...: see and steer.
door        the app: who may come in, and which fault meets them.
command     python -m interaction_models sandbox.
"""
