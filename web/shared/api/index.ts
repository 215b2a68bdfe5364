export * from './types.ts';
export * from './desk.ts';
export * from './client.ts';
