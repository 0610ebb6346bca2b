/** A provider's file is named after its content, so that it can be found again, whichever run it was uploaded for. */
export const uploadName = (sha256: string): string => `codesight-${sha256}.jsonl`;
