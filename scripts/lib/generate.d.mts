export declare function prismaEnv(env?: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
export declare function prisma(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<string>;
export declare function ensureClient(): Promise<"nothing to do" | undefined>;
