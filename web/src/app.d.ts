import type { Client } from '#lib/api/client/index.ts';
import type { Theme } from '#lib/theme.ts';

declare global {
  namespace App {
    interface Locals {
      api: Client;
      theme: Theme;
    }
    interface Error {
      message: string;
      reference?: string;
    }
  }
}
export {};
