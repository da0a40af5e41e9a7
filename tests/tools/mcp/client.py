#!/usr/bin/env python3
"""client.py PAYOFF: do the tools of `payoff mcp` do what they say, asked by the protocol's own client library?

By the handshake and by the revision without one; the library holds structured results against the schemas that were told.
"""
import asyncio, base64, json, pathlib, sys, tempfile, xml.etree.ElementTree

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent.parent), str(pathlib.Path(__file__).resolve().parent.parent / "serve")]
import interfaces, serving

interfaces.library("mcp")
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.shared.exceptions import MCPError

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
TOOLS = ["init", "check", "run", "claim", "methods", "schema"]


def check(truth, what):
    if not truth:
        raise AssertionError(what)


def connected(folder, mode, *options):
    temporary = folder.parent / "temporary"
    temporary.mkdir(exist_ok=True)
    server = StdioServerParameters(command=PROGRAM, args=["mcp", *options, str(folder)], env={"TMPDIR": str(temporary)})
    return Client(stdio_client(server), mode=mode)


def text_of(result):
    return result.content[0].text


async def the_versions(folder):
    for mode, version in (("legacy", "2025-11-25"), ("auto", "2026-07-28"), ("2026-07-28", "2026-07-28")):
        async with connected(folder, mode) as client:
            check(client.protocol_version == version, (mode, client.protocol_version))
            tools = (await client.list_tools()).tools
            check([tool.name for tool in tools] == TOOLS and all(tool.description and tool.input_schema for tool in tools), tools)
            methods = (await client.call_tool("methods", {})).structured_content["methods"]
            check("did" in [method["name"] for method in methods], methods)


async def from_tables_to_a_claim(folder):
    """As an assistant would: draft, ask, answer, run, and hold a sentence against it."""
    async with connected(folder, "auto") as client:
        draft = (await client.call_tool("init", {"files": ["north/data.csv"]})).structured_content
        check(draft["questions"], "nothing is asked")
        draft = (await client.call_tool("init", {"files": ["north/data.csv"], "group": "arm", "treated": "B", "date": "2025-02-03"})).structured_content
        check(draft["questions"] == [] and not (folder / "north/study2.json").exists(), draft)
        files = {"study": draft["study"], "files": ["north/data.csv"]}
        report = (await client.call_tool("check", files)).structured_content["report"]
        check("the study can run" in report, report)
        heard = []

        async def progress(share, total, message):
            heard.append((share, total, message))
        run = await client.call_tool("run", files | {"pictures": "all"}, progress_callback=progress)
        check(not run.is_error and heard and heard == sorted(heard) and heard[-1][1] == 1, (text_of(run)[:300], heard))
        structured = run.structured_content
        check(structured["grade"] in "ABCDE" and structured["headline"] in [claim["text"] for claim in structured["claims"]], structured)
        check(text_of(run).startswith("# "), text_of(run)[:100])
        pictures = [content for content in run.content if content.type == "image"]
        check(len(pictures) > 3 and all(each.mime_type == "image/svg+xml" for each in pictures), len(pictures))
        for each in pictures:
            check(xml.etree.ElementTree.fromstring(base64.b64decode(each.data)).tag == "{http://www.w3.org/2000/svg}svg", "no SVG")
        said = await client.call_tool("claim", {"run": structured["run"], "sentence": "minutes fell by 90%"})
        check(said.structured_content["verdict"] in ("not supported", "contradicted"), said)
        odd = await client.call_tool("claim", {"run": structured["run"], "sentence": "makes everyone happy"})
        check(odd.is_error and text_of(odd), odd)


async def by_path_and_by_value(folder):
    async with connected(folder, "legacy") as client:
        by_path = await client.call_tool("run", {"study": "north/study.json", "results": True})
        sent = await client.call_tool("run", {"study": serving.study(), "data": {"data.csv": serving.tickets()}, "pictures": "none"})
        check(by_path.structured_content | {"run": ""} == sent.structured_content | {"run": ""}, "they differ")
        check([content.type for content in by_path.content] == ["text", "image", "resource"], by_path.content)
        check(json.loads(by_path.content[2].resource.text)["schema"] == "payoff/1", "no results")
        check([content.type for content in sent.content] == ["text"], sent.content)
        key = text_of(await client.call_tool("schema", {"key": "rollout"}))
        check("adopted_on" in key and json.loads(key)["description"], key[:200])


async def what_is_refused(folder):
    (folder.parent / "outside.csv").write_text(serving.tickets(), encoding="utf-8")
    (folder / "link.csv").symlink_to(folder.parent / "outside.csv")
    (folder / "stranger").mkdir()
    plan = serving.study() | {"data": {"files": "../north/data.csv"}}
    (folder / "stranger/study.json").write_text(json.dumps(plan), encoding="utf-8")
    below = "must lie below the served folder"
    for tool, arguments, why in [
            ("run", {"study": "../outside.json"}, below), ("run", {"study": "/etc/passwd"}, below), ("run", {"study": "none.json"}, "is no file"),
            ("init", {"files": ["../outside.csv"]}, below), ("init", {"files": ["link.csv"]}, below), ("init", {"files": ["north"]}, "is no file"),
            ("init", {}, "name the tables"), ("init", {"files": "x"}, "a list of paths"), ("check", {}, "study must be there"),
            ("run", {"study": 7}, "an object, its text or a path"), ("run", {"study": {}, "data": {"../x": ""}}, "must be plain"),
            ("run", {"study": "stranger/study.json"}, "must lie below the study's folder"),
            ("run", {"study": serving.study(value="getenv('HOME')"), "data": {"data.csv": serving.tickets()}}, "study.json:$.metrics[0].value"),
            ("run", {"study": serving.study(), "surprise": 1}, "no argument 'surprise'"), ("run", {"study": serving.study(), "pictures": "no"}, "pictures"),
            ("claim", {"sentence": "x"}, "either the run"), ("claim", {"sentence": "x", "run": "run-9"}, "no run 'run-9'"),
            ("claim", {"sentence": "x", "results": "north/study.json"}, ""), ("schema", {"key": "x"}, "no key 'x'"),
            ("run", {"study": serving.study(), "data": {"data.csv": serving.tickets(), "study.json": "{}"}}, "name of two files")]:
        async with connected(folder, "legacy") as client:
            result = await client.call_tool(tool, arguments)
            check(result.is_error and why in text_of(result) and "defect" not in text_of(result), (tool, arguments, text_of(result)[:200]))
            check("payoff-guest" not in text_of(result) and str(folder.parent) not in text_of(result), text_of(result))
    async with connected(folder, "legacy", "--trusted") as client:
        check(not (await client.call_tool("run", {"study": "stranger/study.json"})).is_error, "the user's own study is refused")
    async with connected(folder, "legacy") as client:
        try:
            await client.call_tool("rm", {})
            raise AssertionError("an unknown tool was called")
        except MCPError as error:
            check("there is no tool 'rm'" in str(error), error)


async def what_takes_too_long(folder):
    slow = {"study": serving.slow_study(), "data": {"data.csv": serving.tickets()}}
    async with connected(folder, "auto", "--seconds", "2") as client:
        result = await client.call_tool("run", slow)
        check(result.is_error and "the run took 2 s" in text_of(result), text_of(result))
    async with connected(folder, "auto", "--seconds", "3000") as client:  # given up: it is stopped, and others are answered
        try:
            await asyncio.wait_for(client.call_tool("run", slow), 2)
            raise AssertionError("it was not slow")
        except asyncio.TimeoutError:
            pass
        check(not (await client.call_tool("methods", {})).is_error, "no answer")
        for _ in range(300):
            if not list((folder.parent / "temporary").iterdir()):
                return
            await asyncio.sleep(0.1)
        raise AssertionError("what was given up goes on")


def main():
    failed, checks = 0, [the_versions, from_tables_to_a_claim, by_path_and_by_value, what_is_refused, what_takes_too_long]
    for each in checks:
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder) / "studies"
            serving.write_studies(folder, ["north"])
            try:
                asyncio.run(each(folder))
            except BaseException as error:  # groups of exceptions too
                while getattr(error, "exceptions", None):
                    error = error.exceptions[0]
                print(f"{each.__name__}: {type(error).__name__}: {error}")
                failed += 1
    print(f"{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
