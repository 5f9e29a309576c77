import { expect, test } from "vitest";
import { isSignedByTwilio } from "./twilio-signature";

// Vector from Twilio's documentation of request validation.
const params = {
  CallSid: "CA1234567890ABCDE",
  Caller: "+14158675309",
  Digits: "1234",
  From: "+14158675309",
  To: "+18005551212",
};
const origin = "https://mycompany.com";
const path = "/myapp.php?foo=1&bar=2";

test("the documented signature holds, with and without the port", () => {
  expect(isSignedByTwilio("12345", origin, { path, signature: "RSOYDt4T1cUTdK1PDd93/VVr8B8=" }, params)).toBe(
    true,
  );
  expect(isSignedByTwilio("12345", origin, { path, signature: "kvajT1Ptam85bY51eRf/AJRuM3w=" }, params)).toBe(
    true,
  );
});

test.each([
  ["no signature", "12345", path, "", params],
  ["another token", "54321", path, "RSOYDt4T1cUTdK1PDd93/VVr8B8=", params],
  ["another path", "12345", "/myapp.php?foo=1", "RSOYDt4T1cUTdK1PDd93/VVr8B8=", params],
  ["another parameter", "12345", path, "RSOYDt4T1cUTdK1PDd93/VVr8B8=", { ...params, To: "+18005551213" }],
  ["garbage", "12345", path, "not base64 at all", params],
])("%s is refused", (_, token, at, signature, form) => {
  expect(isSignedByTwilio(token, origin, { path: at, signature }, form)).toBe(false);
});
