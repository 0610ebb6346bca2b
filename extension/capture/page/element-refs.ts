/** Gives elements the names `e1`, `e2`, … by which snapshots speak of them; an element keeps its own in its page. */
export type ElementRefs = { of(element: Element): string };

export function createElementRefs(): ElementRefs {
  const refs = new WeakMap<Element, string>();
  let last = 0;
  return {
    of(element) {
      const known = refs.get(element);
      if (known !== undefined) return known;
      const ref = `e${++last}`;
      refs.set(element, ref);
      return ref;
    },
  };
}
