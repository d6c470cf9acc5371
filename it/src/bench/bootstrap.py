"""A bootstrap in Python, as short as one would write it: how a Python function starts, not AWS's own runtime."""
import http.client
import json
import os


def handler(event):
    return f"Hello, {event['name']}!"


api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
invocation = "/2018-06-01/runtime/invocation/"
while True:
    api.request("GET", invocation + "next")
    response = api.getresponse()
    request_id, event = response.headers["Lambda-Runtime-Aws-Request-Id"], response.read()
    try:
        path, answer = "/response", handler(json.loads(event))
    except Exception as e:
        path, answer = "/error", {"errorMessage": str(e), "errorType": type(e).__name__, "stackTrace": []}
    body = json.dumps(answer).encode()
    api.request("POST", invocation + request_id + path, body, {"Content-Type": "application/json"})
    api.getresponse().read()
