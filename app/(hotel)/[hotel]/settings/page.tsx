import { redirect } from "next/navigation";

/** Settings begin with the hotel itself. */
export default async function Page({ params }: { params: Promise<{ hotel: string }> }) {
  const { hotel } = await params;
  redirect(`/${hotel}/settings/hotel`);
}
