import { demo } from "../lib/demo.mjs";
import { elapsed, say } from "../lib/step.mjs";
import type { Addresses } from "./environments";
import type { Settings } from "./settings";

/** The one screen a start ends with. Its first line is what the tests wait for. */
export function showScreen(settings: Settings, at: Addresses): void {
  const lines = [
    "",
    `  VoiceHive is ready (${elapsed()})`,
    "",
    `  Dashboard     ${at.appUrl}`,
    ...(settings.seed ? [`  Sign in       ${demo.ownerEmail}   ${demo.ownerPassword}`] : []),
    "",
    `  Call the line from the browser   ${at.appUrl}/softphone`,
    "  Call it from a terminal          npm run call -- --script booking",
    "",
    `  Logs          ${settings.logDir}`,
    "  Stop          Ctrl-C",
    "",
  ];
  say(lines.join("\n"));
}
