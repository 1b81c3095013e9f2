import { onMount } from 'svelte';

/** Typed work is never lost: what stands in a form stays in this tab until it is done, over reloads and signing in again. */
export class Draft<Values extends Record<string, string>> {
  values: Values;
  #key: string;
  #dropped = false;

  constructor(key: () => string, initial: () => Values) {
    this.#key = `c1.draft ${key()}`;
    this.values = $state(initial());
    onMount(() => {
      const kept = sessionStorage.getItem(this.#key);
      if (kept) Object.assign(this.values, JSON.parse(kept) as Values);
    });
    let first = true;
    $effect(() => {
      const text = JSON.stringify(this.values);
      if (first) return void (first = false);
      if (!this.#dropped) sessionStorage.setItem(this.#key, text);
    });
  }

  /** It is done: nothing to keep. */
  drop(): void {
    this.#dropped = true;
    sessionStorage.removeItem(this.#key);
  }
}
