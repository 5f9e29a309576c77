import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Instant } from "./values";

const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString();

test("the server writes a recent moment as the reader will see it, so that nothing moves afterwards", () => {
  expect(renderToStaticMarkup(<Instant at={ago(125)} />)).toContain(">2 min ago<");
  // The reader's own zone is not known there: no zone is named, whatever the server's is.
  expect(renderToStaticMarkup(<Instant at="2020-03-04T11:00:00Z" />)).not.toContain("<span");
  expect(renderToStaticMarkup(<Instant at="soon" />)).toContain("Not known");
});
