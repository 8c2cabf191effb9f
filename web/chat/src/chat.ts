import type { Chat } from "@tresen/core/api";
import { createContext } from "svelte";

/** The conversation that all components of the page speak with. */
export const [theChat, setChat] = createContext<Chat>();
