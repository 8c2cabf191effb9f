from tresen.cli import main

main()
