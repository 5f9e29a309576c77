import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { TooltipProvider } from "@/components/ui/tooltip";
import { AuthFrame, AuthTitle } from "./frame";
import { SampleCall } from "./sample-call";
import { safePath, sentence } from "./sign-in";
import { SignInForm } from "./sign-in-form";

const demo = { email: "owner@harbour.example", password: "harbour-demo" };
const page = (props: Parameters<typeof SignInForm>[0]) =>
  renderToStaticMarkup(
    <TooltipProvider>
      <AuthFrame aside={<SampleCall />}>
        <AuthTitle title="Sign in" />
        <SignInForm {...props} />
      </AuthFrame>
    </TooltipProvider>,
  );

describe("the sign-in page", () => {
  test("has one heading, labelled boxes and what a password manager needs", () => {
    const html = page({ email: "ingrid@hotel.example" });
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).toMatch(/autoComplete="username"/i);
    expect(html).toMatch(/autoComplete="current-password"/i);
    for (const [, id] of html.matchAll(/<label[^>]* for="([^"]+)"/g)) expect(html).toContain(`id="${id}"`);
    expect(html).toContain('value="ingrid@hotel.example"');
  });

  test("shows the demo sign-in only where there is one", () => {
    expect(page({})).not.toContain("Demo hotel");
    expect(page({ demo })).toContain(demo.password);
  });
});

describe("where to go after sign-in", () => {
  test.each(["/harbour/calls", "/harbour/calls?view=late&peek=1", "/org/team"])(
    "%s is a page of ours",
    (path) => expect(safePath(path)).toBe(path),
  );
  test.each([
    "//evil.example",
    "/\\evil.example",
    "/a\\b",
    "https://evil.example",
    "javascript:alert(1)",
    "harbour",
    "",
    "/sign-in?from=/x",
    "/api/auth/signout",
    "/a b",
    "/\nevil",
    null,
    undefined,
  ])("%j is none", (path) => expect(safePath(path)).toBeNull());
});

describe("why signing in failed", () => {
  test("is said in sentences; what came in the address is never shown", () => {
    expect(sentence(null, true)).toBeNull();
    expect(sentence("locked:30", false)).toContain("30 seconds");
    expect(sentence("locked:900", false)).toContain("15 minutes");
    expect(sentence("wrong", false)).toMatch(/not right/);
    expect(sentence("<b>Call 555 now</b>", false)).not.toContain("555");
    expect(sentence("locked:99999999", false)).toMatch(/our side/);
  });
});
