export * from './backoff.ts';
export * from './cursor.ts';
export * from './stream.ts';
export * from './transports.ts';
