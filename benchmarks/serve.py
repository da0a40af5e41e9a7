#!/usr/bin/env python3
"""serve.py PAYOFF [REQUESTS [AT_ONCE]]: how long `payoff serve` takes to answer, with dripping and hostile clients beside.

10,000 requests by default, 1,000 of them at a time, each on a connection of its own, over pages, numbers and pictures of two
studies; 50 clients drip a head a byte at a time, one sends what is no HTTP. Prints how many were answered a second and the
quantiles of the time from the begin of connecting to the last byte, in ms. The client is Python, and takes the larger part.
"""
import asyncio, pathlib, sys, tempfile, time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests/tools/serve"))
import serving

PATHS = ["/", "/studies", "/studies/north", "/studies/south/case-study.html", "/studies/north/panel/path.svg?theme=dark"]


async def drip(port, ended):
    while not ended.is_set():
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            for _ in range(20):
                writer.write(b"G")
                await asyncio.sleep(0.1)
            writer.close()
        except OSError:
            pass


async def be_hostile(port, ended):
    while not ended.is_set():
        await serving.raw(port, b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 5000)


async def measure(port, requests, at_once):
    ended, gate, times = asyncio.Event(), asyncio.Semaphore(at_once), []
    others = [asyncio.create_task(drip(port, ended)) for _ in range(50)] + [asyncio.create_task(be_hostile(port, ended))]

    async def ask(path):
        async with gate:
            begun = time.perf_counter()
            answer = await serving.raw(port, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            times.append(1000 * (time.perf_counter() - begun))
            return answer.startswith(b"HTTP/1.1 200 ")

    begun = time.perf_counter()
    right = await asyncio.gather(*(ask(PATHS[i % len(PATHS)]) for i in range(requests)))
    seconds = time.perf_counter() - begun
    ended.set()
    await asyncio.gather(*others)
    times.sort()
    print(f"{requests} requests, {at_once} at once: {requests - sum(right)} errors, {requests / seconds:.0f} a second")
    print(", ".join(f"p{100 * share:g} {times[int(share * (len(times) - 1))]:.1f} ms" for share in (0.5, 0.9, 0.99, 0.999)))


def main():
    requests, at_once = (int(sys.argv[i]) if len(sys.argv) > i else most for i, most in ((2, 10000), (3, 1000)))
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        serving.write_studies(folder / "studies", ["north", "south"])
        with serving.Server(str(pathlib.Path(sys.argv[1]).resolve()), folder) as server:
            server.wait_until_run()
            asyncio.run(measure(server.port, requests, at_once))


if __name__ == "__main__":
    main()
