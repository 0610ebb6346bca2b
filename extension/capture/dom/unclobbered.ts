const views = new WeakMap<object, object>();

/**
 * An element or document as the DOM defines it. A form answers to the names of its fields before it answers to its own properties:
 * with a field called `id` or `children` in it, `form.id` and `form.children` are that field. Read from the result, but
 * never hand it on as a node: of a form it is a view. `<img name="body">` does the same to the document.
 */
export function plain<Read extends Node>(node: Read): Read {
  // Classes differ from one frame to the next. A name that is no text is a field of that name.
  const name: unknown = node.nodeName;
  return name === 'FORM' || name === 'form' || name === '#document' || typeof name !== 'string' ? viewOf(node) : node;
}

/** This document as the DOM defines it. */
export function plainDocument(): Document {
  return plain(document);
}

function viewOf<Read extends object>(target: Read): Read {
  const known = views.get(target) as Read | undefined; // put there below
  if (known !== undefined) return known;
  const prototype: unknown = Object.getPrototypeOf(target);
  const view = new Proxy(target, {
    get(_target, key) {
      // The getters of the prototype know nothing of names; neither do its methods.
      const value: unknown = Reflect.get(prototype as object, key, target);
      return typeof value === 'function'
        ? (...given: unknown[]) => Reflect.apply(value, target, given) as unknown
        : value;
    },
    set: (_target, key, value) => Reflect.set(prototype as object, key, value, target),
  });
  views.set(target, view);
  return view;
}
