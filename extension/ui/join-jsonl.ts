/** One JSONL file of several: every one begins on a line of its own. Nothing is read into memory but last bytes. */
export async function joinJsonl(files: readonly Blob[]): Promise<Blob> {
  const parts: BlobPart[] = [];
  for (const file of files) {
    if (file.size === 0) continue;
    parts.push(file);
    if ((await file.slice(-1).text()) !== '\n') parts.push('\n');
  }
  return new Blob(parts, { type: 'application/jsonl' });
}
