/** Offers the blob to the participant as a download under this name. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the blob after this function has returned; a minute is far more than starting a download takes.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
