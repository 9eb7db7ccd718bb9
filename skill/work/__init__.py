"""What is done after an answer: receipts sent, and payments settled whose outcome was unknown.

jobs (in storage)   one row a job, written in the transaction that makes it necessary
carrying            one job or one round, start to finish: claimed, done, tried again or given up
queue               when: a kept queue (huey) in a SQLite file, or in Redis for several machines
receipts, mail      what is sent by e-mail, and how

A job is done at least once and changes nothing when it is done again; what could not be done waits for a person
(`python work.py dead`). Knows no dialogue turn and no web request.
"""
