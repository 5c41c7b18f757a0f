"""The whole system on one small machine: web and worker under a supervisor. Start: python -m config.embedded"""
