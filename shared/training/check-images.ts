import type { TrainingExample } from './example.ts';

const MIB = 1024 * 1024;
/** OpenAI's limits for vision fine-tuning. */
const MAX_IMAGES = 10;
const MAX_IMAGE_BYTES = 10 * MIB;

/** The pictures of an example, as addresses or data URLs. */
export function imagesOf({
  messages,
}: TrainingExample): { url: string; detail?: 'low' | 'high' | 'auto' | undefined }[] {
  return messages.flatMap((message) =>
    message.role === 'user' && typeof message.content !== 'string'
      ? message.content.flatMap((part) => (part.type === 'image_url' ? [part.image_url] : []))
      : [],
  );
}

function checkImage(url: string): string | undefined {
  if (url.startsWith('https://')) return undefined;
  const head = /^data:image\/(jpeg|png|webp);base64,/.exec(url)?.[0];
  if (head === undefined) return 'an image is neither an HTTPS address nor a JPEG, PNG or WebP in base64';
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(url.slice(head.length))) return 'an image is not in base64';
  const bytes = ((url.length - head.length) * 3) / 4;
  return bytes > MAX_IMAGE_BYTES ? 'an image is larger than 10 MB' : undefined;
}

/** Why the pictures of an example would be refused, or undefined when they would not. */
export function checkImages(example: TrainingExample): string | undefined {
  const images = imagesOf(example);
  if (images.length > MAX_IMAGES) return `has ${images.length} images; ${MAX_IMAGES} are allowed`;
  return images.map(({ url }) => checkImage(url)).find((reason) => reason !== undefined);
}
