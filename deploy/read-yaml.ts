/**
 * The documents of a YAML file, as far as the files of this folder go: blocks of maps and lists, plain and quoted
 * words, lists of quoted words in brackets, comments in lines of their own. Whatever else YAML knows is refused with its
 * line, so that nothing is read in another way than by the tools that the files are for.
 */
export function readYaml(text: string): unknown[] {
  const documents: Line[][] = [[]];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = { indent: raw.search(/\S/), text: raw.trim(), number: index + 1 };
    if (line.text === '' || line.text.startsWith('#')) continue;
    if (line.text === '---') documents.push([]);
    else documents.at(-1)?.push(line);
  }
  return documents.filter((lines) => lines.length > 0).map(readDocument);
}

type Line = { indent: number; text: string; number: number };

const KEY = /^([\w./-]+):(?: (.*))?$/;

function readDocument(lines: Line[]): unknown {
  const rest = [...lines];
  const value = readBlock(rest, 0);
  if (rest[0] !== undefined) throw notRead(rest[0]);
  return value;
}

/** Takes the lines of one block off the front of `lines`. */
function readBlock(lines: Line[], indent: number): unknown {
  const [first] = lines;
  if (first?.indent !== indent) throw first === undefined ? new Error('a block is missing') : notRead(first);
  if (first.text.startsWith('- ')) return readList(lines, indent);
  if (KEY.test(first.text)) return readMap(lines, indent);
  lines.shift();
  return readWord(first, first.text);
}

function readList(lines: Line[], indent: number): unknown[] {
  const items: unknown[] = [];
  while (lines[0]?.indent === indent && lines[0].text.startsWith('- ')) {
    const { text, number } = lines[0];
    // What follows the dash is the first line of a block of its own.
    lines[0] = { indent: indent + 2, text: text.slice(2), number };
    items.push(readBlock(lines, indent + 2));
  }
  return items;
}

function readMap(lines: Line[], indent: number): Record<string, unknown> {
  const entries = new Map<string, unknown>();
  while (lines[0]?.indent === indent) {
    const line = lines[0];
    const [, key, word] = KEY.exec(line.text) ?? [];
    if (key === undefined || entries.has(key)) throw notRead(line);
    lines.shift();
    const isNested = word === undefined && lines[0] !== undefined && lines[0].indent > indent;
    entries.set(key, isNested ? readBlock(lines, indent + 2) : readWord(line, word ?? ''));
  }
  return Object.fromEntries(entries);
}

function readWord(line: Line, word: string): unknown {
  if (/^(['"].*['"]|\[.*\]|\{\}|-?\d+(\.\d+)?|true|false)$/.test(word)) {
    try {
      // Between single quotes nothing has a meaning of its own but they.
      return JSON.parse(word.replaceAll(/'([^'"\\]*)'/g, '"$1"'));
    } catch (cause) {
      throw notRead(line, cause);
    }
  }
  // Signs with a meaning of their own, words that some read as truth values, and comments behind a word.
  const isPlain = /^[\w./$-][^#"'\t]*$/.test(word) && !/: |^(yes|no|on|off|null|~)$|^\d+[:_]/i.test(word);
  if (!isPlain) throw notRead(line);
  return word;
}

function notRead({ number, text }: Line, cause?: unknown): Error {
  return new Error(`line ${number} is not read here: ${text}`, { cause });
}
