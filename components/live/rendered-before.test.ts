import { dehydrate, hydrate, QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, test, vi } from "vitest";
import { rereadRenderedBefore } from "./rendered-before";

const key = [["calls", "get"], { input: { callId: "c" } }];
const ended: (() => void)[] = [];
afterEach(() => {
  for (const end of ended.splice(0)) end();
});

/** What the server sends along with a page: the query as it was when the page was rendered. */
function rendered(data: string) {
  const server = new QueryClient();
  server.setQueryData(key, data);
  const state = dehydrate(server);
  server.clear();
  return state;
}

function page(now = () => 0) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000 } } });
  const live = rereadRenderedBefore(client, now);
  const read = vi.fn(async () => "new");
  const open = () => {
    const observer = new QueryObserver(client, { queryKey: key, queryFn: read });
    ended.push(observer.subscribe(() => {}));
    return observer;
  };
  ended.push(
    () => live.end(),
    () => client.clear(),
  );
  return { client, live, read, open };
}

test("a notice that came before the page's data did has them read again", async () => {
  const { client, live, read, open } = page();
  live.touched(["call.summarised"]);
  hydrate(client, rendered("old"));
  open();
  await expect.poll(() => client.getQueryData(key)).toBe("new");
  expect(read).toHaveBeenCalledTimes(1);
});

test("data that arrive for a page already open are read again too", async () => {
  const { client, live, read, open } = page();
  hydrate(client, rendered("old"));
  open();
  live.touched(["many.changed"]);
  const later = rendered("older than the notice");
  for (const query of later.queries as { state: { dataUpdatedAt: number } }[])
    query.state.dataUpdatedAt += 1_000;
  hydrate(client, later);
  await expect.poll(() => client.getQueryData(key)).toBe("new");
  expect(read).toHaveBeenCalledTimes(1);
});

test("notices of other things, and old ones, cause nothing", async () => {
  let now = 0;
  const { client, live, read, open } = page(() => now);
  live.touched(["call.summarised"]);
  now = 16_000;
  live.touched(["rate.changed"]);
  hydrate(client, rendered("old"));
  open();
  await new Promise((resolve) => setTimeout(resolve, 0));
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect([client.getQueryData(key), read.mock.calls.length]).toEqual(["old", 0]);
});
