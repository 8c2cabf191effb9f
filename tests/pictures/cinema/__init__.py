"""The film of 60 seconds: a story played in the real apps, its pictures in a row, its subtitles, and how it is encoded."""
