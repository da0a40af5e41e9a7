#!/usr/bin/env python3
"""openapi.py PAYOFF: is /openapi.json a description by the standard, and do answers have the forms that it says?"""
import json, pathlib, sys, tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import interfaces, serving

validator = interfaces.library("openapi_spec_validator")
jsonschema = interfaces.library("jsonschema")


def main():
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        serving.write_studies(folder / "studies", ["north"])
        with serving.Server(str(pathlib.Path(sys.argv[1]).resolve()), folder) as server:
            server.wait_until_run()
            description = json.loads(server.get("/openapi.json")[2])
            validator.validate(description)
            asked = [("/health", "/health", None), ("/studies", "/studies", None), ("/studies/{study}", "/studies/north", None),
                     ("/studies/{study}", "/studies/nobody", None), ("/estimate", "/estimate", b"{}"),
                     ("/estimate", "/estimate", json.dumps({"study": serving.study(), "data": {"data.csv": serving.tickets()}}).encode())]
            for described, path, body in asked:
                status, headers, answer = server.get(path, body, {"Content-Type": "application/json"} if body else None)
                responses = description["paths"][described]["post" if body else "get"]["responses"]
                said = responses[str(status)]
                said = description["components"]["responses"]["Error"] if "$ref" in said else said
                schema = said["content"][headers["Content-Type"]]["schema"] | {"components": description["components"]}
                try:
                    jsonschema.validate(json.loads(answer), schema)
                except jsonschema.ValidationError as error:
                    failed.append(f"{path}: {error.message}")
    print("\n".join([*failed, f"{1 + len(asked) - len(failed)} passed, {len(failed)} failed"]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
