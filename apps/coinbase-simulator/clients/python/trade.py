"""Coinbase's own Python SDK against the simulator: one JSON line for each thing done; the test reads them."""
import json
import sys
import threading
import time

from coinbase.rest import RESTClient
from coinbase.websocket import WSClient, WSUserClient

host, ws_url, key_file = sys.argv[1:4]
PRODUCT = "BTC-USD"
client = RESTClient(key_file=key_file, base_url=host, timeout=10)


def done(what, **details):
    print(json.dumps({"done": what, **details}), flush=True)


def until(holds, within=8):
    end = time.time() + within
    while not holds():
        if time.time() > end:
            raise AssertionError(f"did not come about: {holds}")
        time.sleep(0.1)


products = client.get_products().to_dict()["products"]
done("markets", ids=[each["product_id"] for each in products])
book = client.get_product_book(PRODUCT, limit=5).to_dict()["pricebook"]
done("book", bid=book["bids"][0]["price"], ask=book["asks"][0]["price"])
now = int(time.time())
candles = client.get_candles(PRODUCT, str(now - 3600), str(now), "FIVE_MINUTE").to_dict()["candles"]
done("candles", count=len(candles))
accounts = client.get_accounts().to_dict()["accounts"]
done("balances", currencies=[each["currency"] for each in accounts])

updates, channels = {}, set()


def on_message(text):
    frame = json.loads(text)
    channels.add(frame.get("channel"))
    for event in frame.get("events", []):
        for order in event.get("orders", []):
            updates.setdefault(order["order_id"], []).append(order["status"])


market = WSClient(key_file=key_file, base_url=ws_url, on_message=on_message, retry=False)
market.open()
market.subscribe([PRODUCT], ["level2", "market_trades", "ticker", "heartbeats"])
user = WSUserClient(key_file=key_file, base_url=ws_url, on_message=on_message, retry=False)
user.open()
user.subscribe([PRODUCT], ["user", "heartbeats"])
wanted = {"l2_data", "market_trades", "ticker", "heartbeats", "user"}
until(lambda: wanted <= channels)
done("streams", channels=sorted(each for each in channels if each))

price = float(client.get_product(PRODUCT).to_dict()["price"])
at = lambda share: f"{price * share:.2f}"
answers = [
    client.market_order_buy("py-market", PRODUCT, base_size="0.001"),
    client.limit_order_gtc_buy("py-limit", PRODUCT, "0.001", at(0.8)),
    client.limit_order_gtc_buy("py-post-only", PRODUCT, "0.001", at(0.79), post_only=True),
    client.stop_limit_order_gtc_buy("py-stop", PRODUCT, "0.001", at(1.22), at(1.2), "STOP_DIRECTION_STOP_UP"),
]
ids = []
for answer in answers:
    body = answer.to_dict()
    assert body["success"], body
    ids.append(body["success_response"]["order_id"])
done("placed", ids=ids)
bought, resting = ids[0], ids[1:]
until(lambda: client.get_order(bought).to_dict()["order"]["status"] == "FILLED")
fills = client.get_fills(order_ids=[bought]).to_dict()["fills"]
done("fills", count=len(fills), orders=sorted({each["order_id"] for each in fills}))

listed, cursor = [], None
while True:
    page = client.list_orders(order_status=["OPEN"], limit=2, cursor=cursor).to_dict()
    listed += [each["order_id"] for each in page["orders"]]
    if not page["has_next"]:
        break
    cursor = page["cursor"]
done("listed", ids=listed)
until(lambda: all(updates.get(each, [""])[-1] == "OPEN" for each in resting))
results = client.cancel_orders(resting).to_dict()["results"]
done("cancelled", successes=[each["success"] for each in results])
until(lambda: all(updates[each][-1] == "CANCELLED" for each in resting))
until(lambda: client.list_orders(order_status=["OPEN"]).to_dict()["orders"] == [])
until(lambda: "FILLED" in updates.get(bought, []))
done("streamed", states=updates)
user.close()
market.close()
