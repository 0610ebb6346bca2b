type Schema = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const annotations: ReadonlySet<string> = new Set([
  'title',
  'description',
  'default',
  'examples',
  '$schema',
  '$id',
  '$comment',
  'format',
  'deprecated',
]);

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function isOfType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'object':
      return isRecord(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'null':
      return value === null;
    default:
      return typeof value === type;
  }
}

type Rule = (value: unknown, limit: unknown, at: string, schema: Schema) => string | undefined;

const compare = (value: unknown, limit: unknown, isFine: (value: number, limit: number) => boolean): boolean =>
  typeof value !== 'number' || typeof limit !== 'number' || isFine(value, limit);

const sized = (value: unknown, limit: unknown, isFine: (size: number, limit: number) => boolean): boolean =>
  typeof limit !== 'number' ||
  isFine(typeof value === 'string' ? Array.from(value).length : Array.isArray(value) ? value.length : limit, limit);

function firstReason(reasons: Iterable<string | undefined>): string | undefined {
  for (const reason of reasons) if (reason !== undefined) return reason;
  return undefined;
}

/** The keywords of JSON Schema that tools use; one that is missing here is refused, not passed over. */
const rules: Readonly<Record<string, Rule>> = {
  type: (value, type, at) =>
    (Array.isArray(type) ? type : [type]).some((one) => isOfType(value, one))
      ? undefined
      : `${at} is not of type ${JSON.stringify(type)}`,
  enum: (value, options, at) =>
    Array.isArray(options) && options.some((option) => same(option, value))
      ? undefined
      : `${at} is none of ${JSON.stringify(options)}`,
  const: (value, only, at) => (same(value, only) ? undefined : `${at} is not ${JSON.stringify(only)}`),
  required: (value, names, at) =>
    isRecord(value) && Array.isArray(names)
      ? firstReason(
          names.map((name) => (Object.hasOwn(value, String(name)) ? undefined : `${at} lacks “${String(name)}”`)),
        )
      : undefined,
  properties: (value, properties, at) =>
    isRecord(value) && isRecord(properties)
      ? firstReason(
          Object.entries(properties).map(([name, inner]) =>
            Object.hasOwn(value, name) ? checkValue(value[name], inner, `${at}.${name}`) : undefined,
          ),
        )
      : undefined,
  additionalProperties: (value, allowed, at, schema) => {
    if (!isRecord(value)) return undefined;
    const declared = isRecord(schema['properties']) ? schema['properties'] : {};
    const extra = Object.keys(value).filter((name) => !Object.hasOwn(declared, name));
    if (allowed === false) return extra[0] === undefined ? undefined : `${at} has “${extra[0]}”, which is not declared`;
    return isRecord(allowed)
      ? firstReason(extra.map((name) => checkValue(value[name], allowed, `${at}.${name}`)))
      : undefined;
  },
  items: (value, inner, at) =>
    Array.isArray(value)
      ? firstReason(value.map((item, index) => checkValue(item, inner, `${at}[${index}]`)))
      : undefined,
  anyOf: (value, options, at) =>
    Array.isArray(options) && options.some((option) => checkValue(value, option, at) === undefined)
      ? undefined
      : `${at} fits none of the alternatives`,
  minimum: (value, limit, at) =>
    compare(value, limit, (a, b) => a >= b) ? undefined : `${at} is less than ${String(limit)}`,
  maximum: (value, limit, at) =>
    compare(value, limit, (a, b) => a <= b) ? undefined : `${at} is more than ${String(limit)}`,
  minLength: (value, limit, at) =>
    sized(value, limit, (a, b) => a >= b) ? undefined : `${at} is shorter than ${String(limit)}`,
  maxLength: (value, limit, at) =>
    sized(value, limit, (a, b) => a <= b) ? undefined : `${at} is longer than ${String(limit)}`,
  minItems: (value, limit, at) =>
    sized(value, limit, (a, b) => a >= b) ? undefined : `${at} has fewer than ${String(limit)} entries`,
  maxItems: (value, limit, at) =>
    sized(value, limit, (a, b) => a <= b) ? undefined : `${at} has more than ${String(limit)} entries`,
  pattern: (value, pattern, at) =>
    typeof value !== 'string' || new RegExp(String(pattern), 'u').test(value)
      ? undefined
      : `${at} does not match ${String(pattern)}`,
};

/**
 * Why a value does not satisfy a JSON Schema, or undefined when it does. For the part of JSON Schema that tools are
 * declared in; a keyword outside it is a reason too, because nobody checked what it demands.
 */
export function checkValue(value: unknown, schema: unknown, at = 'arguments'): string | undefined {
  if (schema === true || schema === undefined) return undefined;
  if (!isRecord(schema)) return `${at} has no usable schema`;
  return firstReason(
    Object.entries(schema).map(([keyword, limit]) => {
      if (annotations.has(keyword)) return undefined;
      const rule = rules[keyword];
      return rule === undefined
        ? `${at} is declared with “${keyword}”, which cannot be checked`
        : rule(value, limit, at, schema);
    }),
  );
}
