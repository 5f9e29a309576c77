import { readSpelling } from "@/server/brain/capture/spelling";

const typed = /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/u;
const marks: Record<string, string> = {
  dot: ".",
  point: ".",
  underscore: "_",
  dash: "-",
  hyphen: "-",
  minus: "-",
  plus: "+",
};
const stop =
  /^(?:is|email|mail|address|it|its|my|to|me|at|the|and|please|send|yes|so|that|under|use|or|would|be|an|e|sure|ok|okay)$/;

/** An e-mail address typed, spoken ("john dot smith at example dot com") or spelled. Lower case. */
export function readEmail(text: string): string | undefined {
  const direct = typed.exec(text);
  if (direct) return direct[0].replace(/\.$/, "");
  const words = text.split(" ").filter((word) => word !== ".");
  for (let at = words.indexOf("at"); at > 0; at = words.indexOf("at", at + 1)) {
    const domain: string[] = [];
    let dots = 0;
    for (const word of words.slice(at + 1)) {
      const mark = marks[word];
      if (mark === ".") dots += 1;
      else if (
        !mark &&
        (!/^[\p{L}\d.-]+$/u.test(word) || (dots > 0 && domain.at(-1) !== "." && word.length > 1))
      )
        break;
      domain.push(mark ?? word);
    }
    const host = domain.join("").replace(/\.+$/, "");
    if (!/^[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,}$/u.test(host)) continue;
    const local: string[] = [];
    for (let i = at - 1; i >= 0; i--) {
      const word = words[i] as string;
      if (stop.test(word) && !(word.length === 1 && local.length > 0 && (local[0] as string).length === 1))
        break;
      local.unshift(marks[word] ?? word);
    }
    const spelled = readSpelling(local.filter((w) => !/[._+-]/.test(w)).join(" "), 2);
    const name = (
      spelled && !local.some((w) => /[._+-]/.test(w))
        ? spelled.letters + words.slice(0, 0).join("")
        : local.join("")
    ).replace(/^[.]+/, "");
    if (name) return `${name}@${host}`;
  }
  return undefined;
}
