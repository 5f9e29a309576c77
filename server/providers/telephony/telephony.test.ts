import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { telephonyContract } from "./contract";
import { FakeTelephony } from "./fake";
import { TelephonyError } from "./port";
import { TwilioServer } from "./testing/twilio-server";
import { createTwilioTelephony } from "./twilio";

const account = { accountSid: `AC${"a".repeat(32)}`, authToken: "secret-token-of-the-test" };
const server = new TwilioServer(account.accountSid, account.authToken);
beforeAll(() => server.start());
afterAll(() => server.stop());
beforeEach(() => {
  server.fault = undefined;
});

let made = 0;
telephonyContract("the fake", async () => {
  const telephony = new FakeTelephony();
  return {
    telephony,
    running: () => {
      const callSid = `CA${++made}`;
      telephony.incoming(callSid);
      return callSid;
    },
    end: (callSid, answeredBy) => telephony.end(callSid, "completed", 12, answeredBy),
    number: (e164) => void telephony.numbers.add(e164),
    recording: (bytes) => {
      telephony.recordings.set("RE1", bytes);
      return "RE1";
    },
  };
});

telephonyContract("Twilio over its wire", async () => ({
  telephony: createTwilioTelephony(account, server.url),
  running: () => {
    const callSid = `CA${++made}`;
    server.incoming(callSid);
    return callSid;
  },
  end: (callSid, answeredBy) => {
    const call = server.calls.get(callSid);
    if (call) Object.assign(call, { status: "completed", answeredBy });
  },
  number: (e164) => void server.numbers.add(e164),
  recording: (bytes) => {
    server.recordings.set("RE1", bytes);
    return "RE1";
  },
}));

describe("Twilio's REST API", () => {
  const telephony = () => createTwilioTelephony(account, server.url);
  const call = {
    to: "+4790012345",
    from: "+4722000001",
    url: "https://v.example/a",
    statusUrl: "https://v.example/s",
    ringSeconds: 20,
    machineUrl: "https://v.example/m",
    limitSeconds: 600,
  };

  test("a call carries the fields Twilio documents", async () => {
    const { callSid } = await telephony().placeCall(call, AbortSignal.timeout(5_000));
    expect(server.calls.get(callSid)?.form).toEqual({
      To: ["+4790012345"],
      From: ["+4722000001"],
      Url: ["https://v.example/a"],
      StatusCallback: ["https://v.example/s"],
      StatusCallbackEvent: ["ringing", "answered", "completed"],
      Timeout: ["20"],
      TimeLimit: ["600"],
      MachineDetection: ["Enable"],
      AsyncAmd: ["true"],
      AsyncAmdStatusCallback: ["https://v.example/m"],
      AsyncAmdStatusCallbackMethod: ["POST"],
    });
  });

  test("who answered is not found out when nobody is to be told", async () => {
    const { machineUrl: _, ...plain } = call;
    const { callSid } = await telephony().placeCall(plain, AbortSignal.timeout(5_000));
    expect(Object.keys(server.calls.get(callSid)?.form ?? {}).join()).not.toMatch(/Machine|Amd/);
  });

  test.each([
    ["rate_limited", "rate_limited"],
    ["broken", "unavailable"],
    ["garbage", "unavailable"],
    ["closed", "unavailable"],
  ] as const)(
    "%s becomes %s, and no word of the vendor or token is in the message",
    async (fault, failure) => {
      server.fault = fault;
      const error = await telephony()
        .placeCall(call, AbortSignal.timeout(5_000))
        .catch((e: unknown) => e);
      expect(error).toBeInstanceOf(TelephonyError);
      expect(error).toMatchObject({ failure });
      expect(String(error)).not.toMatch(/secret-token|4790012345/);
    },
  );

  test("a wrong token is unauthorised; a recipient who opted out is refused", async () => {
    const wrong = createTwilioTelephony({ ...account, authToken: "another" }, server.url);
    await expect(wrong.fetchCall("CA1", AbortSignal.timeout(5_000))).rejects.toMatchObject({
      failure: "unauthorised",
    });
    server.optedOut.add("+4790099999");
    await expect(
      telephony().sendText(
        { to: "+4790099999", from: "+4722000001", body: "x", statusUrl: "https://v.example/s" },
        AbortSignal.timeout(5_000),
      ),
    ).rejects.toMatchObject({ failure: "refused", code: 21610 });
  });

  test("a service that hangs is left when the caller's deadline comes", async () => {
    server.fault = "hang";
    const signal = AbortSignal.timeout(150);
    await expect(telephony().placeCall(call, signal)).rejects.toMatchObject({ name: "TimeoutError" });
  });
});
