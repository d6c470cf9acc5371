package example.one;

public class Tool {}
