import { plain } from '../dom/unclobbered.ts';

/** Fields that were `type=password` at some time: "show password" makes text fields of them. */
export type EverPassword = { notice(element: Element): void; was(element: Element): boolean };

export function everPassword(): EverPassword {
  const seen = new WeakSet<Element>();
  return {
    notice: (element) => void seen.add(element),
    was(element) {
      if (plain(element).localName === 'input' && (element as HTMLInputElement).type === 'password') seen.add(element); // by its tag
      return seen.has(element);
    },
  };
}
