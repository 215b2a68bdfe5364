/** An OpenAPI document, of which tests read and change what they please. */
export function document(): Promise<any>;
export function committed(): Promise<string>;
export function made(from: unknown): Promise<string>;
