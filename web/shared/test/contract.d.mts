export function mismatches(name: string, value: unknown): string[];
export class Contract {
  breaches: string[];
  request(method: string, path: string, body: unknown): void;
  answer(method: string, path: string, status: number, body: unknown): void;
  frame(name: string, value: unknown): void;
}
