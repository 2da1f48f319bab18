"""The whole system in one process tree: the same code, processes and messages as in production.

`home.py` is the folder, `postgres.py` and `redis.py` are real servers out of wheels, `processes.py` keeps
processes alive, `system.py` puts it all together.
"""
