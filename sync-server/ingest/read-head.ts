/** Reads all of it, since only then its checksums are known to be right, and keeps its first bytes. */
export async function readHead(content: AsyncIterable<Buffer>, bytes: number): Promise<Buffer> {
  let head = Buffer.alloc(0);
  for await (const piece of content) {
    if (head.length < bytes) head = Buffer.concat([head, piece]).subarray(0, bytes);
  }
  return head;
}
