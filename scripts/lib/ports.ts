import net from "node:net";
import { Explained } from "./step.mjs";

/** Can something listen on this port of the host now? */
export function isFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** A port that the operating system says is free now. */
export function anyFreePort(host = "127.0.0.1"): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen({ port: 0, host }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Reads a port from text such as an environment variable. */
export function parsePort(name: string, text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535)
    throw new Explained(`${name}=${text} is not a port. Use a whole number from 1 to 65535.`);
  return port;
}

export interface PortWish {
  /** The variable a person sets to choose the port. */
  readonly name: string;
  readonly preferred: number;
  /** What the person set, if anything. */
  readonly explicit?: string;
  /** Ports already promised to another part. */
  readonly taken?: readonly number[];
  readonly host?: string;
}

const TRIES = 50;

/**
 * Chooses a port: an explicit one or none at all; otherwise the preferred one or the next free one.
 */
export async function choosePort(wish: PortWish): Promise<number> {
  const { name, preferred, explicit, taken = [], host } = wish;
  if (explicit) {
    const port = parsePort(name, explicit);
    if (!taken.includes(port) && (await isFree(port, host))) return port;
    throw new Explained(`Port ${port} is taken. Stop what uses it, or set ${name} to another port.`);
  }
  for (let port = preferred; port < preferred + TRIES; port++)
    if (!taken.includes(port) && (await isFree(port, host))) return port;
  throw new Explained(
    `No port from ${preferred} to ${preferred + TRIES - 1} is free. Set ${name} to one that is.`,
  );
}
