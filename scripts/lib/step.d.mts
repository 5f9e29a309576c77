export declare function say(line?: string): void;
export declare function elapsed(): string;
export declare class Explained extends Error {}
export declare function step<T>(name: string, work: () => T | Promise<T>): Promise<T>;
export declare function explain(error: unknown): number;
