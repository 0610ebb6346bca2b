import { mount } from '../../ui/mount.tsx';
import { ReviewPage } from '../../ui/review/review.tsx';
import { text } from '../../ui/text.ts';

mount(text.review.title, <ReviewPage sessionId={new URLSearchParams(location.search).get('session') ?? ''} />);
