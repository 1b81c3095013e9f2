import { createContext, onMount } from 'svelte';

export type Binding = { key: string; label: () => string; run: () => void };

const TYPED = 'input, textarea, select, [contenteditable]';
const PRESSED = 'a, button, summary';

/** Keys of the page in front of one: what `?` lists is what works, because both read the same bindings. */
export class Keys {
  bindings = $state.raw<readonly Binding[]>([]);

  bind(added: readonly Binding[]): () => void {
    this.bindings = [...this.bindings, ...added];
    return () => (this.bindings = this.bindings.filter((binding) => !added.includes(binding)));
  }

  /** A key typed into a field, or pressed on something that answers to it itself, is not a command. */
  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest(TYPED) || target.closest('[role="dialog"]')) return;
    if (event.key === 'Enter' && target.closest(PRESSED) && !target.closest('[data-row]')) return;
    const binding = this.bindings.findLast(({ key }) => key === event.key);
    if (!binding) return;
    event.preventDefault();
    binding.run();
  }
}

export const [keys, provideKeys] = createContext<Keys>();

/** Binds while the component is on the page. */
export function useKeys(bindings: readonly Binding[]): void {
  const held = keys();
  onMount(() => held.bind(bindings));
}
