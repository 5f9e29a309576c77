export interface RunOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  inherit?: boolean;
}
export declare function run(command: string, args: readonly string[], options?: RunOptions): Promise<string>;
export declare function endRunning(): void;
