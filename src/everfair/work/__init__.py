"""The queue: jobs that outlive the request, the worker and the machine."""
