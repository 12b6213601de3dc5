"""fresh.py URL KEY [RATE [SECONDS]] - how soon articles that are POSTed to a
running gazetted, with gazette watch behind its spool, are found: RATE (20) of
them a second for SECONDS (30), each in a request of its own; a search every 20
ms. The time of an article is from before it is sent to the search that has it."""
import datetime
import http.client
import json
import sys
import threading
import time
import urllib.parse

url, key = urllib.parse.urlsplit(sys.argv[1]), sys.argv[2]
rate, seconds = (float(a) for a in (sys.argv[3:] + [20, 30][len(sys.argv) - 3:]))
word = f"fresh{int(time.time())}"
sent, posted, found = {}, [], {}


def ask(method, path, body=None):
    c = http.client.HTTPConnection(url.hostname, url.port, timeout=30)
    c.request(method, path, body, {"Authorization": f"Bearer {key}", "Content-Type": "application/json"})
    answer = c.getresponse()
    status, text = answer.status, answer.read()
    c.close()
    return status, text


def send(i):
    now = datetime.datetime.now(datetime.timezone.utc).isoformat()
    body = json.dumps({"id": f"{word}-{i}", "published": now, "title": f"Number {i}",
                       "body": f"The {word} came in. " + "Words of an article of usual length follow. " * 60})
    sent[f"{word}-{i}"] = began = time.monotonic()
    status, text = ask("POST", "/v1/articles", body)
    if status == 202:
        posted.append(time.monotonic() - began)
    else:
        print(status, text.decode())


def post():
    began = time.monotonic()
    for i in range(int(rate * seconds)):
        time.sleep(max(0, began + i / rate - time.monotonic()))
        send(i)


poster = threading.Thread(target=post)
poster.start()
until = time.monotonic() + seconds + 15
while time.monotonic() < until and (poster.is_alive() or len(found) < len(posted)):
    status, text = ask("GET", f"/v1/search?q={word}&order-by=newest&page-size=200&hl=off")
    now = time.monotonic()
    for result in json.loads(text).get("results", []):
        found.setdefault(result["id"], now - sent[result["id"]])
    time.sleep(0.02)
poster.join()


def line(what, times):
    times = sorted(times) or [0]
    at = [times[min(len(times) - 1, int(len(times) * p))] for p in (.5, .95, .99)]
    print(f"{what}: median {at[0]:.3f} s, 95% {at[1]:.3f} s, 99% {at[2]:.3f} s, most {times[-1]:.3f} s")


print(f"{len(posted)} accepted of {len(sent)} sent, {len(found)} found")
line("accepted after", posted)
line("found after", found.values())
print(f"found within 2 s: {100 * sum(t <= 2 for t in found.values()) / max(1, len(sent)):.1f}%")
