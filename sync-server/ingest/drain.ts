/**
 * Takes in what is left of a request's body, `maxBytes` at most, and forgets it. A server that answers and hangs up
 * while the client still sends resets the connection, and browsers then throw the answer away: a client whose receipt
 * was lost, or whose archive is refused, would send it again for ever without hearing why.
 */
export async function drain(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<void> {
  let bytes = 0;
  try {
    for await (const piece of body) if ((bytes += piece.byteLength) > maxBytes) return;
  } catch {
    // The client is gone: nobody waits for the answer.
  }
}
