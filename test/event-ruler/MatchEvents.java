import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import software.amazon.event.ruler.Machine;

/** Reads a list of objects with a pattern and an event from standard input, and writes for each whether the event matches. */
public class MatchEvents {
    public static void main(String[] arguments) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        List<Boolean> results = new ArrayList<>();
        for (JsonNode pair : mapper.readTree(System.in)) {
            Machine machine = Machine.builder().build();
            machine.addRule("rule", pair.get("pattern").asText());
            results.add(!machine.rulesForJSONEvent(pair.get("event").toString()).isEmpty());
        }
        System.out.println(mapper.writeValueAsString(results));
    }
}
