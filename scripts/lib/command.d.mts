export interface RunOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  inherit?: boolean;
  signal?: AbortSignal;
}
export declare function run(command: string, args: readonly string[], options?: RunOptions): Promise<string>;
