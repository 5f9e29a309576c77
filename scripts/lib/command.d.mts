export interface RunOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Let the program write to the terminal itself; its output is then not returned. */
  inherit?: boolean;
  /** Show the output while it is collected. */
  tee?: boolean;
  /** How many of its last lines the error holds when it fails; 25. */
  lines?: number;
}
export declare function run(command: string, args: readonly string[], options?: RunOptions): Promise<string>;
export declare function endRunning(signal?: NodeJS.Signals): void;
