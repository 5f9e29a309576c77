export interface RunOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Let the program write to the terminal itself; its output is then not returned. */
  inherit?: boolean;
  /** Show the output while it is collected. */
  tee?: boolean;
}
export declare function run(command: string, args: readonly string[], options?: RunOptions): Promise<string>;
export declare function endRunning(signal?: NodeJS.Signals): void;
